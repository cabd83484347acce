/** What an operator's pages ask for: one piece of script, which nobody else loads. */
export { access } from './admin/access';
export { userWithEmail, users } from './admin/users';
