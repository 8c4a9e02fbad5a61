/** What the platform says no with. */
export class ApiRefusal extends Error {
  readonly code: number;
  readonly description: string;
  readonly parameters: object | undefined;

  constructor(code: number, description: string, parameters?: object) {
    super(description);
    this.code = code;
    this.description = description;
    this.parameters = parameters;
  }
}

export function badRequest(words: string, parameters?: object): ApiRefusal {
  return new ApiRefusal(400, `Bad Request: ${words}`, parameters);
}
