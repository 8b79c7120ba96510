import '../locked.ts';
import { startWorkspace } from './start.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root to draw into');
await startWorkspace(window.hatif, root);
