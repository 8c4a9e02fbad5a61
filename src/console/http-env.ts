/** What the server gives every route. */
export type HttpEnv = {
  Variables: {
    /** Aborts when the server begins to close: streams end now. */
    closing: AbortSignal;
  };
};
