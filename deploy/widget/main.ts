import { writeWidget } from './build-widget.js';

await writeWidget(process.cwd());
