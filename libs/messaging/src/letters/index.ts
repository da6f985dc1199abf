export { isOpen, type Letter, type Settled } from './letter';
export { LetterBook, readLetters } from './letter-book';
export { letterLine, letterPage, type LetterLine, type LetterPage } from './letter-page';
export { bodyOf, discard, LetterRefused, sendAgain, sendMended, type MendedBody, type Settling } from './settle-letter';
