/** The store's worker, which can be made to die. The order of these lines is the order of the listeners. */
import './dies-on-request.ts';
import '../worker.ts';
