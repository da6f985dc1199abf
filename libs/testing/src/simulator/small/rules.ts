/** Mistakes to seed into the small services. */
export interface Rules {
  /** A turn that has its outcome gets another. */
  closesTwice?: boolean;
  /** What automation prepared under an old epoch is released; an acceptance of an old epoch moves the holder. */
  takesStaleEpochs?: boolean;
  /** A client that sends again is taken for a new one. */
  forgetsClients?: boolean;
  /** No deadline is set. */
  forgetsDeadlines?: boolean;
  /** The holder changes, and no decision says so. */
  movesInSilence?: boolean;
  /** The holder changes, and the epoch does not. */
  keepsEpoch?: boolean;
  /** Nobody reads the dead letters. */
  ignoresLetters?: boolean;
  /** The key of an action is made when it is called, not stored before. */
  keyPerCall?: boolean;
  /** The action is done by the decision itself, before anything is written. */
  actsBeforeWriting?: boolean;
  /** An answer that the person writes is never released. */
  dropsAnswers?: boolean;
}
