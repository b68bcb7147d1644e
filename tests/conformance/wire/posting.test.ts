import { cases as creatorInfo } from './cases/creator-info.ts';
import { cases as directVideo } from './cases/direct-video.ts';
import { cases as inboxVideo } from './cases/inbox-video.ts';
import { cases as photos } from './cases/photos.ts';
import { runWireCases } from './wire-case.ts';

runWireCases('posting', [...creatorInfo, ...directVideo, ...inboxVideo, ...photos]);
