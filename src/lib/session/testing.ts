import type { Component } from 'svelte';
import type { PortalError } from '$lib/base/errors';
import { provideSignedIn } from './signed-in';

/** The component as it is on an account's page of `@ada:example.org`, whose session here is `HERE`. */
export function withSignedIn<Props extends Record<string, unknown>>(
	inner: Component<Props>,
	ended: (reason: PortalError) => void = () => undefined
): Component<Props> {
	return (internals, props) => {
		provideSignedIn({
			account: {
				server: { baseUrl: 'https://matrix.example.org', serverName: 'example.org' },
				userId: '@ada:example.org',
				deviceId: 'HERE'
			},
			ended
		});
		return inner(internals, props);
	};
}
