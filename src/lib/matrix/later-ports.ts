/** The ports that stand on the SDK, in one piece that is loaded when the first form works. */
export { logout, refresh, whoami } from './account';
export { redeem } from './login';
export { available, register, requestMail, tokenValid } from './registration';
