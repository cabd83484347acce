import type { EarlyPage } from '$lib/base/early-page';

declare global {
	/** Defined by vite.config.ts: this build has the pseudo-locale. */
	const __VESTIBULE_PSEUDO__: boolean;
	/** Replaced in head.js when it is put into a page: the codes of this build's languages. */
	const __LANGUAGES__: readonly string[];

	interface Window {
		/** What the script in the page's head has begun; absent on the page for unknown addresses. */
		__vestibule?: EarlyPage;
	}

	namespace App {
		interface Error {
			message: string;
		}
	}
}
