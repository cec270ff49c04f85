import 'reflect-metadata';
import { describeService } from '#service/describe-service';
import { CountingModule } from '../messaging/fixture';

it('A service says what it offers and what it hears without starting anything', async () => {
  const { service, openapi, hears } = await describeService(CountingModule);
  expect(service).toBe('prospecting');
  expect(openapi.openapi).toBe('3.1.0');
  expect(Object.keys(openapi.paths)).toEqual(['/tell']);
  expect(hears).toEqual(['EmployerClosed.v1', 'EmployerRegistered.v1']);
});
