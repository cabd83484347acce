import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream } from 'smtp-server';
import { parseMail } from './message.ts';
import type { Mailbox } from './mailbox.ts';

/** Mail to an address of this domain is refused: how a homeserver that cannot send is tried out. */
export const refusedDomain = 'fail.test';

/** An SMTP server that puts all mail into the mailbox. It does not listen yet. */
export function smtpServer(mailbox: Mailbox): SMTPServer {
	return new SMTPServer({
		authOptional: true,
		disabledCommands: ['AUTH', 'STARTTLS'],
		disableReverseLookup: true,
		logger: false,
		onRcptTo({ address }: SMTPServerAddress, _session, done) {
			const isRefused = address.toLowerCase().endsWith(`@${refusedDomain}`);
			const refusal = Object.assign(new Error('No mail for this domain'), { responseCode: 550 });
			done(isRefused ? refusal : undefined);
		},
		onData(stream: SMTPServerDataStream, session, done) {
			const recipients = session.envelope.rcptTo.map(({ address }) => address);
			buffer(stream)
				.then((raw) => parseMail(raw, recipients))
				.then((mail) => mailbox.add(mail))
				.then(() => done(), done);
		}
	});
}
