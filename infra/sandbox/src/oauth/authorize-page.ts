import { type Html, html } from '../pages/html.ts';
import { layout } from '../pages/layout.ts';
import type { Creator } from '../state/creator.ts';

const meanings: Record<string, string> = {
  'user.info.basic': 'Read your profile info: avatar, display name',
  'user.info.profile': 'Read your bio, profile link, username and verification',
  'user.info.stats': 'Read your follower, like and video counts',
  'video.list': 'Read your public videos',
  'video.upload': 'Send drafts to your inbox',
  'video.publish': 'Post videos to your profile',
};

/** What a creator is asked. */
interface Asked {
  /** Of the app. */
  name: string;
  scopes: string[];
  /** Where it goes on. */
  afterwards: string;
}

/** Choose an account, choose scopes, allow or deny. */
export function consentPage(asked: Asked, creators: Creator[], problem?: string): Html {
  return layout(
    `${asked.name} – TikTok sandbox`,
    'narrow',
    html`<div class="card">
      <p class="soft">TikTok sandbox. No real account is involved.</p>
      <h1>${asked.name} wants to access an account</h1>
      ${problem ? html`<p class="problem" role="alert">${problem}</p>` : null}
      <form method="post">
        <fieldset><legend>Account</legend>${creators.map(creatorChoice)}</fieldset>
        <fieldset><legend>Permissions</legend>${asked.scopes.map(scopeChoice)}</fieldset>
        <div class="row wide">
          <button name="decision" value="deny">Deny</button>
          <button class="main" name="decision" value="allow">Allow</button>
        </div>
      </form>
      <p class="soft">${asked.afterwards}</p>
    </div>`,
  );
}

const creatorChoice = (creator: Creator, at: number): Html => html`<label class="choice">
  <input type="radio" name="creator" value="${creator.username}" ${at === 0 ? 'checked' : null}>
  <span>${creator.displayName} <span class="soft">@${creator.username}</span></span>
  <span class="soft" style="flex: none">${creator.privateAccount ? 'private' : 'public'}</span>
</label>`;

/** The basic scope belongs to every grant; the others are the creator's to switch off. */
const scopeChoice = (scope: string): Html => html`<label class="choice">
  <input type="checkbox" name="scope" value="${scope}" checked ${scope === 'user.info.basic' ? 'disabled' : null}>
  <span>${meanings[scope] ?? scope}<br><span class="soft mono">${scope}</span></span>
</label>`;

/** TikTok's own error page, for what cannot be sent back to the app. */
export const refusalPage = ({ parameter, message }: { parameter: string; message: string }): Html =>
  layout(
    'Something went wrong – TikTok sandbox',
    'narrow',
    html`<div class="card">
      <h1>Something went wrong</h1>
      <p>We couldn't log in with TikTok. This may be due to specific app settings.</p>
      <p class="soft">If you're a developer, correct the following and try again:</p>
      <p class="problem mono">${parameter}</p>
      <p class="soft">${message}</p>
    </div>`,
  );
