import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captchaScript, startCaptchaVerifier, type CaptchaVerifier } from './captcha.ts';

let verifier: CaptchaVerifier;
beforeAll(async () => {
	verifier = await startCaptchaVerifier();
});
afterAll(() => verifier.stop());

async function verify(response: string): Promise<unknown> {
	const body = new URLSearchParams({ secret: 'x', response, remoteip: '127.0.0.1' });
	return (await fetch(verifier.verifyUrl, { method: 'POST', body })).json();
}

describe('the captcha verifier', () => {
	it('accepts the one answer', async () => {
		expect(await verify(verifier.answer)).toMatchObject({ success: true });
	});

	it('refuses any other, and says so as the real one does', async () => {
		expect(await verify('something else')).toMatchObject({
			success: false,
			'error-codes': ['invalid-input-response']
		});
	});

	it('offers a script that gives that answer', () => {
		expect(captchaScript).toContain(`value="${verifier.answer}"`);
	});
});
