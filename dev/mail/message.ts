import PostalMime, { type Address } from 'postal-mime';

/** A caught mail, as the JSON interface gives it out. */
export type Mail = {
	/** Grows by one with each mail. */
	id: number;
	/** The addresses that the mail was delivered to, in lower case. */
	to: string[];
	from: string;
	subject: string;
	/** When it was caught, as ISO 8601. */
	date: string;
	html: string;
	text: string;
	/** Every http and https address in it, each once, in the order of the text. */
	links: string[];
};

/**
 * Reads a mail as it came over SMTP.
 * @param recipients of the SMTP envelope: what counts, whatever the header says
 */
export async function parseMail(raw: Uint8Array, recipients: string[]): Promise<Omit<Mail, 'id'>> {
	const mail = await PostalMime.parse(raw);
	const html = mail.html ?? '';
	const text = mail.text ?? '';
	return {
		to: recipients.map((address) => address.toLowerCase()),
		from: formatAddress(mail.from),
		subject: mail.subject ?? '',
		date: new Date().toISOString(),
		html,
		text,
		links: [...new Set([...linksInText(text), ...linksInHtml(html)])]
	};
}

function formatAddress(address: Address | undefined): string {
	if (!address) return '';
	if (!address.address) return address.name;
	return address.name ? `${address.name} <${address.address}>` : address.address;
}

/** The addresses in plain text, without the punctuation that ends the sentence around them. */
export function linksInText(text: string): string[] {
	return (text.match(/https?:\/\/[^\s<>"]+/g) ?? []).map((link) =>
		link.replace(/[.,;:!?)\]']+$/, '')
	);
}

/** The addresses that an HTML text's links lead to. */
export function linksInHtml(html: string): string[] {
	return [...html.matchAll(/\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)]
		.map((match) => (match[1] ?? match[2] ?? '').trim().replaceAll('&amp;', '&'))
		.filter((link) => /^https?:\/\//i.test(link));
}
