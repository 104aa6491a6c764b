import { z } from 'zod';

const REFERENCE_CHARACTERS_MAX = 255;

export const reference = z.string().min(1).max(REFERENCE_CHARACTERS_MAX);
/** A positive amount in minor units, as JSON can hold it. */
export const minorUnits = z.number().int().positive().max(Number.MAX_SAFE_INTEGER).transform(BigInt);
export const currencyCode = z
  .string()
  .regex(/^[A-Za-z]{3}$/)
  .transform((code) => code.toUpperCase());
export const cardNumber = z.string().regex(/^\d{12,19}$/);
