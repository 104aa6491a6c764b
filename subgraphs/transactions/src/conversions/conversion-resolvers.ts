import { formatMoney, parseAmount } from '@paygraph/money';
import { codedError, requireUser } from '@paygraph/subgraph';
import type { Context } from '../context.ts';
import type { TransactionsDeps } from '../deps.ts';
import { feeOn } from '../fees/fee.ts';
import type { Resolvers, ResolversTypes } from '../generated/resolvers.ts';
import type { Problem } from '../problems.ts';
import type { Moved } from '../saga/replay.ts';
import type { TransactionRow } from '../transaction.ts';
import { convert, parseConversion, quoteConversion } from './conversion-commands.ts';
import { customerRate } from './conversion-price.ts';
import { formatRate, readRatio } from './conversion-rate.ts';
import type { QuoteRow } from './conversion-store.ts';

type Served = Pick<Required<Resolvers>, 'ConversionQuote' | 'Conversion'> & {
  readonly Query: Pick<NonNullable<Resolvers['Query']>, 'quoteConversion'>;
  readonly Mutation: Pick<NonNullable<Resolvers['Mutation']>, 'convert'>;
  readonly Transaction: Pick<NonNullable<Resolvers['Transaction']>, 'conversion'>;
};

/** What an offer and what became of it have in common. */
const OFFERED = {
  from: ({ fromCurrency: currency, fromMinor: minor }: QuoteRow) => formatMoney({ currency, minor }),
  to: ({ toCurrency: currency, toMinor: minor }: QuoteRow) => formatMoney({ currency, minor }),
  rate: ({ midRate, spreadBasisPoints }: QuoteRow) => formatRate(customerRate(readRatio(midRate), spreadBasisPoints)),
  midRate: ({ midRate }: QuoteRow) => formatRate(readRatio(midRate)),
};

/** @param payload what a client gets for the outcome of a movement */
export function conversionResolvers(
  deps: TransactionsDeps,
  payload: (context: Context, outcome: Moved | TransactionRow | Problem) => ResolversTypes['TransactionPayload'],
): Served {
  return {
    Query: {
      quoteConversion(_, { from, to, amount: text }, { actor }) {
        const user = requireUser(actor);
        const amount = parseAmount({ amount: text, currency: from });
        if (typeof amount === 'string') {
          const argument = amount === 'UNKNOWN_CURRENCY' ? 'from' : 'amount';
          throw codedError('BAD_USER_INPUT', `${text} ${from} cannot be converted: ${amount}`, { argument });
        }
        return quoteConversion(deps, user, amount, to);
      },
    },
    Mutation: {
      async convert(_, { input }, context) {
        const user = requireUser(context.actor);
        const request = parseConversion(input);
        return payload(context, typeof request === 'string' ? request : await convert(deps, user, request));
      },
    },
    Transaction: {
      conversion: async ({ type, parentId }, _, { quotes }) =>
        type === 'CONVERSION' && parentId ? ((await quotes.load(parentId)) ?? null) : null,
    },
    ConversionQuote: {
      ...OFFERED,
      fee: (quote) => formatMoney({ currency: quote.fromCurrency, minor: feeOn(quote.fromMinor, quote) }),
    },
    Conversion: { ...OFFERED, quoteId: ({ id }) => id },
  };
}
