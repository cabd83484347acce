/**
 * Whether a text can stand for one part of a path, once it is encoded: a dot or two would lead to
 * another address, half a character to none.
 */
export const isPathPart = (text: string): boolean => !/^\.{0,2}$/.test(text) && text.isWellFormed();
