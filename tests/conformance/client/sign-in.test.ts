import { cases as conventions } from './cases/conventions.ts';
import { cases as display } from './cases/display.ts';
import { cases as signIn } from './cases/sign-in.ts';
import { runClientCases } from './client-case.ts';

runClientCases('sign-in and display', [...signIn, ...display, ...conventions]);
