/// The parts of the shell that modules may implement, as `Get-PSSubsystem` shows them. Nothing but PowerShell's own advice is registered.
import Engine

enum Subsystems {
  private static let space = "System.Management.Automation.Subsystem."
  private static let advisor = space + "Feedback.GeneralCommandErrorFeedback"
  /// Kind, the interface that implements it, whether there may be several implementations.
  private static let kinds = [
    ("CommandPredictor", "Prediction.ICommandPredictor", true), ("CrossPlatformDsc", "DSC.ICrossPlatformDsc", false), ("FeedbackProvider", "Feedback.IFeedbackProvider", true),
  ]
  struct Subsystem { let kind: String, type: NetType, value: Value }

  static func register() {
    let kind = space + "SubsystemKind"
    TypeTable.register(kind) {
      let t = NetType(kind, .enum, base: TypeTable.enumType, interfaces: ["System.IComparable", "System.IFormattable", "System.IConvertible"])
      t.enumeration = EnumInfo([("CommandPredictor", 1), ("CrossPlatformDsc", 2), ("FeedbackProvider", 4)], flags: true, underlying: "System.UInt32")
      return t
    }
    for (_, name, _) in kinds { TypeTable.register(space + name) { NetType(space + name, .interface) } }
    TypeTable.register(advisor) { NetType(advisor, base: TypeTable.object) }
  }

  static func all(_ context: ExecutionContext) throws -> [Subsystem] {
    try kinds.map { kind, name, isShared in
      let type = TypeTable.get(space + name), mark = try Conversion.convert(.str(kind), to: TypeTable.get(space + "SubsystemKind"), context)
      let advice = kind == "FeedbackProvider" ? [
        implementation.make([
          try Conversion.convert(.str("a3c6b07e-4a89-40c9-8be6-2a9aad2786a4"), to: TypeTable.get("System.Guid"), context), mark, .str("General Feedback"),
          .str("The built-in general feedback source for command errors."), .type(TypeTable.get(advisor)),
        ]),
      ] : []
      let value = subsystem.make([mark, .type(type), .bool(true), .bool(isShared), .arr([]), .arr([]), .bool(!advice.isEmpty), .arr(advice)])
      return Subsystem(kind: kind, type: type, value: value)
    }
  }

  private static let subsystem = RecordType(space + "SubsystemInfo", [
    "System.Management.Automation.Subsystem.SubsystemKind Kind {get;}", "type SubsystemType {get;}", "bool AllowUnregistration {get;}", "bool AllowMultipleRegistration {get;}",
    "System.Collections.ObjectModel.ReadOnlyCollection[string] RequiredCmdlets {get;}", "System.Collections.ObjectModel.ReadOnlyCollection[string] RequiredFunctions {get;}",
    "bool IsRegistered {get;}",
    "System.Collections.ObjectModel.ReadOnlyCollection[System.Management.Automation.Subsystem.SubsystemInfo+ImplementationInfo] Implementations {get;}",
  ])
  private static let implementation = RecordType(space + "SubsystemInfo+ImplementationInfo", [
    "guid Id {get;}", "System.Management.Automation.Subsystem.SubsystemKind Kind {get;}", "string Name {get;}", "string Description {get;}", "type ImplementationType {get;}",
  ])
}
