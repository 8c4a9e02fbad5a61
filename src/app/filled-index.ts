import { AppError } from '../base/errors.ts';
import type { PassageIndex } from '../ports/passage-index.ts';

/**
 * The index as answers use it: while it is being filled it counts as away, for "not found" would be a guess and the next
 * best passage a wrong one.
 */
export function whenFilled(index: PassageIndex, isFilled: () => boolean): PassageIndex {
  return {
    ...index,
    async search(query, options) {
      if (isFilled()) return index.search(query, options);
      throw new AppError('index/unavailable', '知识库正在载入，请稍后再问。');
    },
  };
}
