/** What nobody needs at once: it comes in one piece, when the form already works. */
export { default as HomeserverDialog } from '$lib/wizard/homeserver/HomeserverDialog.svelte';
export { default as Aid } from './steps/Aid.svelte';
export { default as Step } from './steps/Step.svelte';
