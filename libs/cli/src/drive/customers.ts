/** How what customers say gets in: one `Customer` each, with an address that nobody had before. */
export interface Customers {
  /** `name` is unique within the run. */
  arrive(name: string): Promise<Customer>;
  close(): Promise<void>;
}
export interface Customer {
  addressId: string;
  /**
   * Says it; resolves when it is accepted (at a door) or written (to the bus). `number`: 1, 2, 3 … within the conversation.
   *
   * @throws Refused where it will never be accepted
   */
  say(text: string, number: number): Promise<{ messageId: string; turnId?: string }>;
}

/** What was said was not accepted, and would not be if it were said again. */
export class Refused extends Error {
  override name = 'Refused';
}
