import { emptyDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { together } from './suite.ts';

together(emptyDatabase);
