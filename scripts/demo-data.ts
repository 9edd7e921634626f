export const DEMO_LOGINS = ['alice@example.com', 'bob@example.com'] as const;
export const DEMO_PASSWORD = 'hallway-demo';
