import {
	Sas as SasOfMachine,
	VerificationRequestPhase,
	type VerificationRequest
} from '@matrix-org/matrix-sdk-crypto-wasm';
import type { Comparison, ComparisonEnd, Sas } from '../keys-ports';

/** The emoji comparison of a request; undefined as long as there is none. */
export function sasOf(request: VerificationRequest): SasOfMachine | undefined {
	const verification = request.getVerification();
	return verification instanceof SasOfMachine ? verification : undefined;
}

/** Where a request stands, in the terms of the port. */
export function standing(request: VerificationRequest): Comparison {
	const by = byOf(request);
	const sas = sasOf(request);
	if (request.isDone() || sas?.isDone()) return { at: 'done' };
	const cancelled = request.cancelInfo ?? sas?.cancelInfo();
	if (cancelled) return { at: 'ended', why: endOf(cancelled.cancelCode()) };
	if (request.timedOut()) return { at: 'ended', why: 'timeout' };
	const phase = request.phase();
	if (phase < VerificationRequestPhase.Ready)
		return request.weStarted() ? { at: 'asked' } : { at: 'accepted', ...by };
	if (sas?.haveWeConfirmed()) return { at: 'matched', ...by };
	const shown = sas?.canBePresented() && shownBy(sas);
	return shown ? { at: 'shown', ...by, sas: shown } : { at: 'accepted', ...by };
}

function byOf({ otherDeviceId }: VerificationRequest): { by?: string } {
	return otherDeviceId ? { by: otherDeviceId.toString() } : {};
}

function shownBy(sas: SasOfMachine): Sas | undefined {
	const places = sas.supportsEmoji() ? sas.emojiIndex() : undefined;
	if (places) return { kind: 'emoji', places: [...places] };
	const numbers = sas.decimals();
	return numbers && { kind: 'numbers', numbers: [...numbers] };
}

/** Client-server API, "Error and exception handling" of key verification. */
const ends: Readonly<Record<string, ComparisonEnd>> = {
	'm.user': 'refused',
	'm.timeout': 'timeout',
	'm.accepted': 'elsewhere',
	'm.mismatched_sas': 'mismatch',
	'm.mismatched_commitment': 'mismatch',
	'm.key_mismatch': 'mismatch',
	'm.user_mismatch': 'mismatch'
};

const endOf = (code: string): ComparisonEnd =>
	Object.hasOwn(ends, code) ? (ends[code] ?? 'failed') : 'failed';
