/**
 * The platform cannot start, and the operator can mend it. The message is one line, complete in itself,
 * free of secrets; whoever starts the process prints it without a stack and exits.
 */
export class StartupError extends Error {
  override name = 'StartupError';
}
