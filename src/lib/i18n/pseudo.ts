const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const marked = 'áƀçðéƒĝĥíĵķļɱñóþɋŕšţúṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ';

/** The plain text of a message (never its placeholders) with an accent on every letter. */
export function accented(text: string): string {
	return text.replace(/[a-z]/gi, (letter) => marked.charAt(plain.indexOf(letter)));
}
