import { codeRefused, platformAppRefused, platformUnavailable } from '../../errors.ts';
import { CodeExchangeError } from '../../integrations/token-answer.ts';

/** What is wrong with the code, by TikTok's documents or by what it was seen to answer. */
const codeProblems = new Set(['invalid_grant', 'access_denied', 'invalid_request']);
const passing = new Set(['unreachable', 'unexpected_answer', 'server_error', 'temporarily_unavailable']);

/** Says in this service's terms why a code gave no token. */
export function exchangeRefusal(error: unknown): unknown {
  if (!(error instanceof CodeExchangeError)) return error;
  const details = { platformCode: error.code };
  if (codeProblems.has(error.code)) return codeRefused({ details, cause: error });
  if (passing.has(error.code)) return platformUnavailable({ details, cause: error });
  return platformAppRefused({ details, cause: error });
}
