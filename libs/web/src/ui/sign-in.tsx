import { Lock, Offline } from './icons';

/** Shown instead of a page for people who work here, to who is not signed in. */
export function SignInNeeded() {
  return (
    <div class="empty">
      <Lock size={26} />
      <h2>Sign in to see this page</h2>
      <p>Open your sign-in link in this browser. Starting Attune prints one; a lead can make others.</p>
    </div>
  );
}

export function Unreachable() {
  return (
    <div class="empty" role="status">
      <Offline size={26} />
      <h2>The service does not answer</h2>
      <p>It may be starting. This page tries again by itself.</p>
    </div>
  );
}
