import { cases as userInfo } from './cases/user-info.ts';
import { cases as videoObject } from './cases/video-object.ts';
import { cases as videos } from './cases/videos.ts';
import { runWireCases } from './wire-case.ts';

runWireCases('what can be read', [...userInfo, ...videos, ...videoObject]);
