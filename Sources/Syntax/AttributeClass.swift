/// The attributes of PowerShell and .NET that scripts declare: what their constructors take, what may be set, where they may stand.
///
/// Each is a row. Attributes of other classes are asked for when they are made.
public struct AttributeClass: Sendable {
  /// As .NET names it.
  public let name: String
  /// As messages show it: by its accelerator, if there is one.
  public let shownName: String
  /// What declarations it is for, in .NET's words.
  public let places: String
  /// The types of the arguments of each constructor; nil where any number of texts does.
  public let constructors: [[String]]?
  public struct Property: Sendable {
    public let name: String
    /// Nil where every value becomes what is wanted.
    public let type: String?
  }
  /// What may be set, in the order it is told.
  public let settable: [Property]
  /// What may only be read.
  public let fixed: Set<String>
  /// It is made without looking at its class.
  public let isBuiltIn: Bool

  public func takes(_ count: Int) -> Bool { constructors?.contains { $0.count == count } ?? true }
  public func property(_ name: String) -> Property? { settable.first { $0.name.lowercased() == name.lowercased() } }
  public func isFixed(_ name: String) -> Bool { fixed.contains(name.lowercased()) }

  /// The row of an attribute as it is written; nil for classes that are not known here.
  public static func of(_ t: TypeName) -> AttributeClass? { rows[key(t.fullName)] }
  private static func key(_ written: String) -> String {
    var name = written.lowercased()
    if name.hasPrefix("system.management.automation.") { name.removeFirst("system.management.automation.".count) } else if name.hasPrefix("system.") { name.removeFirst(7) }
    if name.hasSuffix("attribute"), name != "attribute" { name.removeLast(9) }
    return name
  }

  private static func row(
    _ name: String, _ places: String, _ constructors: [[String]]?, _ settable: String = "", fixed: String = "", isBuiltIn: Bool = false, shown: String? = nil
  ) -> AttributeClass {
    let isOwn = !name.hasPrefix("System.")
    let properties = settable.split(separator: " ").map { p in
      let parts = p.split(separator: ":", maxSplits: 1).map(String.init)
      return Property(name: parts[0], type: parts.count > 1 ? parts[1] : nil)
    }
    let full = isOwn ? "System.Management.Automation.\(name)Attribute" : name
    return AttributeClass(
      name: full, shownName: shown ?? name, places: places, constructors: constructors, settable: properties,
      fixed: Set((fixed + " TypeId").lowercased().split(separator: " ").map(String.init)), isBuiltIn: isBuiltIn)
  }
  private static let members = "Property, Field", anything = "Class, Property, Field"
  private static let own = "System.Management.Automation."
  private static let commandProperties =
    "DefaultParameterSetName SupportsShouldProcess SupportsPaging SupportsTransactions ConfirmImpact:\(own)ConfirmImpact HelpUri RemotingCapability:\(own)RemotingCapability"
  private static let rows: [String: AttributeClass] = Dictionary(
    uniqueKeysWithValues: [
      row(
        "Parameter", members, [[], ["System.String", own + "ExperimentAction"]],
        """
        Position:System.Int32 ParameterSetName Mandatory ValueFromPipeline ValueFromPipelineByPropertyName ValueFromRemainingArguments HelpMessage \
        HelpMessageBaseName HelpMessageResourceId DontShow
        """, fixed: "ExperimentName ExperimentAction", isBuiltIn: true),
      row("CmdletBinding", "Class", [[]], "PositionalBinding " + commandProperties, isBuiltIn: true),
      row("Cmdlet", "Class", [["System.String", "System.String"]], commandProperties, fixed: "NounName VerbName", shown: own + "CmdletAttribute"),
      row("OutputType", "Class", nil, "ProviderCmdlet ParameterSetName", fixed: "Type", isBuiltIn: true),
      row("Alias", anything, nil, fixed: "AliasNames", isBuiltIn: true),
      row("ValidateSet", members, nil, "ErrorMessage IgnoreCase", fixed: "ValidValues", isBuiltIn: true),
      row("ValidateNotNull", members, [[]], isBuiltIn: true),
      row("ValidateNotNullOrEmpty", members, [[]], isBuiltIn: true),
      row("Experimental", anything, [["System.String", own + "ExperimentAction"]], fixed: "ExperimentName ExperimentAction", isBuiltIn: true),
      row("ValidateNotNullOrWhiteSpace", members, [[]]),
      row("ValidateRange", members, [["System.Object", "System.Object"], [own + "ValidateRangeKind"]], fixed: "MinRange MaxRange"),
      row("ValidateLength", members, [["System.Int32", "System.Int32"]], fixed: "MinLength MaxLength"),
      row("ValidateCount", members, [["System.Int32", "System.Int32"]], fixed: "MinLength MaxLength"),
      row("ValidatePattern", members, [["System.String"]], "Options:System.Text.RegularExpressions.RegexOptions ErrorMessage", fixed: "RegexPattern"),
      row("ValidateScript", members, [[own + "ScriptBlock"]], "ErrorMessage", fixed: "ScriptBlock"),
      row("ValidateDrive", members, nil, fixed: "ValidRootDrives"),
      row("ValidateUserDrive", members, [[]], fixed: "ValidRootDrives"),
      row("ValidateTrustedData", members, [[]]),
      row("AllowNull", members, [[]]), row("AllowEmptyString", members, [[]]), row("AllowEmptyCollection", members, [[]]),
      row("ArgumentCompleter", members, [["System.Type"]], fixed: "Type ScriptBlock"),
      row("ArgumentCompletions", members, nil),
      row("SupportsWildcards", members, [[]]),
      row("Credential", members, [[]], fixed: "TransformNullOptionalParameters"),
      row("PSDefaultValue", members, [[]], "Value Help"),
      row("PSTypeName", members, [["System.String"]], fixed: "PSTypeName", shown: "PSTypeNameAttribute"),
      row("DscProperty", members, [[]], "Key Mandatory NotConfigurable"),
      row("DscResource", "Class", [[]], "RunAsCredential:\(own)DSCResourceRunAsCredential"),
      row("DscLocalConfigurationManager", "Class", [[]]),
      row(
        "System.ObsoleteAttribute", "Class, Struct, Enum, Constructor, Method, Property, Field, Event, Interface, Delegate",
        [[], ["System.String"], ["System.String", "System.Boolean"]], "DiagnosticId UrlFormat", fixed: "Message IsError"),
      row("System.FlagsAttribute", "Enum", [[]]),
      row("System.SerializableAttribute", "Class, Struct, Enum, Delegate", [[]]),
      row("System.NonSerializedAttribute", "Field", [[]]),
      row("System.ComponentModel.DescriptionAttribute", "All", [[], ["System.String"]], fixed: "Description"),
      row("System.ComponentModel.CategoryAttribute", "All", [[], ["System.String"]], fixed: "Category"),
      row("System.ComponentModel.DisplayNameAttribute", "Class, Method, Property, Event", [[], ["System.String"]], fixed: "DisplayName"),
      row("System.ComponentModel.DefaultValueAttribute", "All", [["System.Object"], ["System.Type", "System.String"]], fixed: "Value"),
    ].map { (key($0.name), $0) })
}
