/** The body of an operation's answer with a status. */
export type JsonOf<Operation, Status extends number = 200> = Operation extends {
  responses: { [status in Status]: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;
