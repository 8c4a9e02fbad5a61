import { AppError, hasCode } from '../../../base/errors.ts';

/** What is not set up yet is no fault of the server: who asks is told what is missing. */
export async function sayingWhatIsMissing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!hasCode(error, 'config/invalid')) throw error;
    throw new AppError('record/conflict', error.message, { cause: error });
  }
}
