import { beforeEach, expect, test } from 'vitest';
import { forgetSignInDevice, signInDeviceId } from './sign-in-device';

beforeEach(() => sessionStorage.clear());

test('a tab signs in with one device ID, until it has', () => {
	const id = signInDeviceId();
	expect(id).toMatch(/^[A-Z]{10}$/);
	expect(signInDeviceId()).toBe(id);
	forgetSignInDevice();
	expect(signInDeviceId()).not.toBe(id);
});
