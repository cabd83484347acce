import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listen } from './net.ts';

/** The one answer that the verifier accepts. */
const acceptedAnswer = 'i-am-a-person';

/** The address from which the homeserver's captcha page takes its script: of another company. */
export const captchaScriptUrl = 'https://www.recaptcha.net/recaptcha/api.js';

/**
 * What a test answers for that address instead, so that nothing leaves the machine: a script that
 * puts a button "I am a person" where the puzzle would be.
 */
export const captchaScript = `
const offer = () => {
	document.querySelector('.g-recaptcha').innerHTML =
		'<button name="g-recaptcha-response" value="${acceptedAnswer}">I am a person</button>';
};
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', offer);
else offer();
`;

/** What a homeserver that asks for a captcha is set up with. */
export type CaptchaVerifier = {
	siteKey: string;
	/** The one answer that is accepted. */
	answer: string;
	verifyUrl: string;
	stop: () => Promise<void>;
};

/** Starts a stand-in for the service that checks captcha answers, with reCAPTCHA's `siteverify` call. */
export async function startCaptchaVerifier(port = 0): Promise<CaptchaVerifier> {
	const server = createServer((request, response) => {
		void text(request).then((form) => {
			const success = new URLSearchParams(form).get('response') === acceptedAnswer;
			const errors = success ? [] : ['invalid-input-response'];
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify({ success, hostname: 'localhost', 'error-codes': errors }));
		});
	});
	const used = await listen(server, port, 'captcha verifier');
	return {
		siteKey: 'development-site-key',
		answer: acceptedAnswer,
		verifyUrl: `http://127.0.0.1:${used}/siteverify`,
		stop: () => closeServer(server)
	};
}
