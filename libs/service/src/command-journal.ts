import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { CommandBus, type ICommand } from '@nestjs/cqrs';
import { context, within } from '#messaging/context';

/** What @CommandHandler writes on a class; the package does not export the name. */
const COMMAND_HANDLER_METADATA = '__commandHandler__';

/**
 * Gives each command ordered from a door its name in the context, so that its journal row is written in its own
 * transaction; and refuses to start when two handlers claim one command, of which @nestjs/cqrs only warns.
 */
@Injectable()
export class CommandJournal implements OnApplicationBootstrap {
  constructor(
    private readonly commands: CommandBus,
    private readonly modules: ModulesContainer,
  ) {
    const execute = commands.execute.bind(commands) as (command: ICommand) => Promise<unknown>;
    const named = (command: ICommand): Promise<unknown> => {
      const { caller } = context();
      if (caller === 'fact') return execute(command);
      return within({ command: command.constructor.name }, () => execute(command));
    };
    this.commands.execute = named as CommandBus['execute'];
  }

  onApplicationBootstrap(): void {
    const handled = new Map<unknown, string>();
    for (const module of this.modules.values()) {
      for (const { metatype } of module.providers.values()) {
        if (typeof metatype !== 'function') continue;
        const command: unknown = Reflect.getMetadata(COMMAND_HANDLER_METADATA, metatype);
        if (!command) continue;
        const other = handled.get(command);
        if (other && other !== metatype.name) {
          throw new Error(`${other} and ${metatype.name} both handle ${(command as { name: string }).name}`);
        }
        handled.set(command, metatype.name);
      }
    }
  }
}
