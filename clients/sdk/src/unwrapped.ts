/** A payload without its userErrors, which are thrown: everything else is there. */
export type Filled<Payload> = { [Field in Exclude<keyof Payload, 'userErrors'>]: NonNullable<Payload[Field]> };

/** An input whose idempotency key may be left out: the SDK makes one for the call, and keeps it over its retries. */
export type Unkeyed<Input extends { idempotencyKey: string }> = Omit<Input, 'idempotencyKey'> & {
  /** Your own key, 1 to 255 characters, such as an order's id: then a later call cannot move the money again either. */
  idempotencyKey?: string;
};
