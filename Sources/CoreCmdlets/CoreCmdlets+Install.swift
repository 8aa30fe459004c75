/// Puts this module's commands, types and drives into a session.
import Codecs
import Completion
import Engine
import Formatting
import NetTypes

extension CoreCmdlets {
  /// What waits for the end of a session runs: actions on `PowerShell.Exiting`.
  public static func endSession(_ context: ExecutionContext) {
    try? (context.services["EventManager"] as? EventManager)?.raiseExiting(context)
  }
  /// Types of parameters and of what cmdlets output; once per process, before any session.
  public static func registerTypes() {
    if typesRegistered { return }
    typesRegistered = true
    ParameterTypes.register()
    CommandMembers.register()
    CompletionTypes.register()
    JobTypes.register()
    BreakpointTypes.register()
    ModuleTypes.register()
    HostObject.registerInterfaces()
    AstBridge.make = { ast, _ in NetTypes.syntaxTree(ast) }
    ParameterObjects.registerBlockAttributes()
    TypeTable.registerLater { ParameterObjects.registerTypes() }
    TypeTable.registerLater { SessionOptions.register() }
    TypeTable.registerLater { TypeDataObject.register() }
    ViewBuilder.register()
    JsonObjectType.register()
    CmdletTypes.register()
    ListModifier.register()
    EngineIntrinsics.register()
    UserAgents.register()
    Subsystems.register()
    CommonParameterTypes.register()
    ProviderMembers.register()
    ClassAttributes.make = ParameterObjects.object
    Hosting.register()
    StaticParameterBinder.register()
    NetTypes.orderProperties()
  }
  nonisolated(unsafe) private static var typesRegistered = false

  /// Cmdlets, aliases and drives.
  public static func install(into context: ExecutionContext) {
    registerTypes()
    context.commands.register(all)
    HostObject.install(into: context)
    SessionOptions.install(into: context)
    RunspaceDebugger.install(into: context)
    EngineIntrinsics.install(into: context)
    context.hasWrittenHelp = { CommentHelp.of($0, .current) != nil }
    context.askPassword = { try GetCredential.credential(for: $0, $1) }
    context.askCredential = { try GetCredential.ask(nil, nil, user: "", $0) }
    for (name, target, options) in AliasTable.entries {
      let a = AliasInfo(name, target)
      a.options = options
      a.moduleName = AliasTable.modules[name] ?? ""
      context.commands.define(a)
    }
    SessionFunctions.install(into: context)
    HelpTopics.of(context).add { HelpTopics.language + HelpTopics.statements + HelpTopics.providers + HelpTopics.shell }
    HelpSentences.of(context).add { EmbeddedHelp.names.compactMap(EmbeddedHelp.text) }
    CommandTypeData.install(into: context)
    ProcessTypeData.install(into: context)
    VersionTypeData.install(into: context)
    XmlTypeData.install(into: context)
    ProviderMembers.install(into: context)
    NetTypes.installVersionTable(into: context)
    CommandFacts.install(records: {
      _ = (Grouping.type, Grouping.bareType, MeasuredValues.generic, MeasuredValues.object, MeasuredValues.textInfo, GetMember.type, TextSearch.type, TextSearch.contextType)
      _ = (ProviderTypes.drive, ProviderTypes.pathInfo, HistoryEntry.type)
    }, into: context)
    CommandFacts.install(syntax: { c, context in (c as? AliasInfo)?.definition ?? CommandSyntax.text(c, context) }, into: context)
    ViewNames.install({ [unowned context] kind, type in
      // a view belongs to a type also when it is declared for a variety of it (`Process#IncludeUserName`)
      ViewTable.of(context).all().filter { v in
        let isKind = switch v.body { case .table: kind == "Table"; case .list: kind == "List"; case .wide: kind == "Wide"; case .custom: kind == "Custom" }
        return isKind && v.types.contains { $0.lowercased().hasPrefix(type.lowercased()) }
      }.map(\.name)
    }, into: context)
    installDrives(into: context)
    installModuleAutoLoading(context)
  }

  /// `$PWD`, `$env:X`, `$function:f` and relative paths go through the drives.
  private static func installDrives(into context: ExecutionContext) {
    context.currentLocation = { [unowned context] in .other(PathInfo(PathSpace.of(context).current)) }
    context.resolvePath = { [unowned context] text in (try? PathSpace.of(context).resolve(text))?.path ?? text }
    context.filesMatching = { [unowned context] pattern in PathSpace.of(context).files(matching: pattern) }
    context.readDrive = DriveVariables.read
    context.writeDrive = DriveVariables.write
  }
}
