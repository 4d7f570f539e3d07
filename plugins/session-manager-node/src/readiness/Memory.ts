/**
 * Keeps what AWS said for those who ask again. What is not settled, such as a
 * refusal, is asked for sooner.
 *
 * @public
 */
export interface Memory {
  recall<T>(
    key: string,
    load: () => Promise<T>,
    isSettled: (value: T) => boolean,
  ): Promise<T>;
}

/**
 * Keeps nothing: AWS is asked each time.
 *
 * @public
 */
export const noMemory: Memory = { recall: (_, load) => load() };
