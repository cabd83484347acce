/** A demand of the homeserver's password policy, and whether what is typed meets it. */
export interface Rule {
	id: string;
	text: string;
	met: boolean;
}

/** How hard a password is to guess: 0 (at once) to 4; the words come with it. */
export interface Strength {
	score: 0 | 1 | 2 | 3 | 4;
	label: string;
	advice?: string;
}
