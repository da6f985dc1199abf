/** Injects the `Library` of this process, caught up with the stream of articles. */
export const LIBRARY = Symbol('attune.knowledge.library');
