import { get } from 'node:http';

// Exits 0 when the service in this container is ready to work. The image has no curl.
const port = process.env.MANAGEMENT_PORT;
get({ host: '127.0.0.1', port, path: '/health/ready', timeout: 4000 }, (response) => {
  process.exit(response.statusCode === 200 ? 0 : 1);
})
  .on('timeout', () => process.exit(1))
  .on('error', () => process.exit(1));
