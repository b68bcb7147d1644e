import { cases as userInfo } from './cases/user-info.ts';
import { runWireCases } from './wire-case.ts';

runWireCases('what can be read', [...userInfo]);
