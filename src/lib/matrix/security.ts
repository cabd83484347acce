/** What an account's pages show first: asked side by side, over the light layer. */
export { backup, recoveryKey } from './backup';
export { capabilities, management } from './capabilities';
export { publicKeys } from './public-keys';
export { sessions, threepids } from './account-lists';
