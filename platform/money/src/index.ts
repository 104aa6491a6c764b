export { type Currency, isCurrency, minorDigits } from './currency.ts';
export {
  AMOUNT_MINOR_MAX,
  formatMinor,
  formatMoney,
  type Money,
  type MoneyInput,
  type MoneyProblem,
  parseAmount,
  parseMoney,
} from './money.ts';
