import { onMount } from 'svelte';
import type { PasswordPolicy } from '$lib/base/password-policy';
import { usePortal } from '$lib/matrix/context';
import { useSignedIn } from '$lib/session/signed-in';

/**
 * The homeserver's rules for passwords, in a component's initialisation. Until they are known, and
 * where they cannot be had, there are none: what is made meets nearly all of them anyway.
 */
export function usePolicy(): { readonly rules: PasswordPolicy } {
	const { homeservers } = usePortal();
	const { account } = useSignedIn();
	let rules = $state.raw<PasswordPolicy>({});
	onMount(() => {
		const leaving = new AbortController();
		homeservers.passwordPolicy(account.server, leaving.signal).then(
			(told) => {
				if (told.ok) rules = told.value;
			},
			() => undefined
		);
		return () => leaving.abort();
	});
	return {
		get rules() {
			return rules;
		}
	};
}
