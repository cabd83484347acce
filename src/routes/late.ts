// What is shown when something is wrong: loaded once the page works, so that nobody waits for it.
export { default as Failure } from './Failure.svelte';
export { default as WrongConfig } from './WrongConfig.svelte';
