import * as z from 'zod/mini';
import { newDeviceId } from './device';
import { readStored, removeStored, writeStored } from './storage';

const KEY = 'device';

/**
 * The device ID that this tab signs in with, until it has: after a lost answer and a reload the next
 * try still ends in the same session.
 */
export function signInDeviceId(): string {
	const id = readStored('tab', KEY, z.string()) ?? newDeviceId();
	writeStored('tab', KEY, id);
	return id;
}

/** Forgets it, once somebody is signed in with it. */
export function forgetSignInDevice(): void {
	removeStored('tab', KEY);
}
