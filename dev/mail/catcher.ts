import { createServer } from 'node:http';
import { closeServer, listen } from '../net.ts';
import { Mailbox } from './mailbox.ts';
import { smtpServer } from './smtp.ts';
import { mailRequests } from './web.ts';

/** A mail server that catches all mail, with its inbox. */
export type Catcher = {
	/** The inbox page and the JSON interface, without a slash at the end. */
	url: string;
	smtpPort: number;
	stop: () => Promise<void>;
};

/**
 * Starts the mail catcher.
 * @param ports 0 for any free port
 * @throws Problem when a port is taken
 */
export async function startCatcher(ports: { web: number; smtp: number }): Promise<Catcher> {
	const mailbox = new Mailbox();
	const smtp = smtpServer(mailbox);
	// Of a client that hangs up nobody needs to know; a taken port is told by listen().
	smtp.on('error', () => undefined);
	const smtpPort = await listen(smtp.server, ports.smtp, 'mail server');
	const closeSmtp = () => new Promise<void>((done) => smtp.close(done));
	const answer = mailRequests(mailbox);
	const web = createServer((request, response) => void answer(request, response));
	const webPort = await listen(web, ports.web, 'inbox').catch(async (error: unknown) => {
		await closeSmtp();
		throw error;
	});
	return {
		url: `http://localhost:${webPort}`,
		smtpPort,
		async stop() {
			await Promise.all([closeSmtp(), closeServer(web)]);
		}
	};
}
