/// The language modes: what a session refuses to scripts it does not trust.
///
/// Constrained language keeps the whole language and refuses what reaches into .NET: methods and settable properties of types outside a
/// list of core types, conversions to them, new types. Functions defined before it was switched on keep full language. Restricted
/// language and no language concern what a program or a person hands over as script (`checkHanded`); scripts that run already go on.
///
/// Code is compiled with these looks only once a mode was set, or in a text that speaks of it (`isGuarded`); otherwise they cost nothing.
import Syntax

/// How much of the language a session allows, from all of it down.
public enum LanguageMode: Int { case full, restricted, none, constrained }

extension LanguageMode {
  /// New code looks at the mode.
  nonisolated(unsafe) static var isGuarded = false
  /// As `LanguageMode` of the session state shows it.
  public var name: String { ["FullLanguage", "RestrictedLanguage", "NoLanguage", "ConstrainedLanguage"][rawValue] }

  /// Whether constrained language leaves a type as it is.
  public static func isCore(_ t: NetType) -> Bool {
    if t.isEnum { return true }
    if t.isArray, let e = t.elementType { return e === TypeTable.object || isCore(e) }
    if let d = t.genericDefinition { return d == "System.Nullable`1" || d == "System.Management.Automation.FlagsExpression`1" }
    return core.contains(t.fullName)
  }
  private static let core: Set<String> = {
    var all: Set<String> = []
    func add(_ space: String, _ names: String) { for n in names.split(separator: " ") { all.insert(space + n) } }
    add("System.", "Array Boolean Byte Char DateTime Decimal Double Single Guid Int32 Int16 Int64 SByte String TimeSpan UInt16 UInt32 UInt64 Uri Version Void")
    add("System.Collections.", "Hashtable Specialized.OrderedDictionary")
    add("System.Management.Automation.", """
      AliasAttribute AllowEmptyCollectionAttribute AllowEmptyStringAttribute AllowNullAttribute ArgumentCompleterAttribute ArgumentCompletionsAttribute \
      CmdletBindingAttribute DscResourceAttribute ExperimentAction ExperimentalAttribute ExperimentalFeature Language.NullString Language.NoRunspaceAffinityAttribute \
      OutputTypeAttribute ParameterAttribute PSCredential PSDefaultValueAttribute PSListModifier PSObject PSCustomObject PSPrimitiveDictionary PSReference PSTypeNameAttribute \
      DscPropertyAttribute SupportsWildcardsAttribute SwitchParameter ValidateCountAttribute ValidateDriveAttribute ValidateLengthAttribute ValidateNotNullAttribute \
      ValidateNotNullOrEmptyAttribute ValidateNotNullOrWhiteSpaceAttribute ValidatePatternAttribute ValidateRangeAttribute ValidateScriptAttribute ValidateSetAttribute \
      ValidateTrustedDataAttribute ValidateUserDriveAttribute DscLocalConfigurationManagerAttribute WildcardPattern SemanticVersion
      """)
    add("", """
      Microsoft.PowerShell.Commands.ModuleSpecification System.Net.IPAddress System.Net.IPEndPoint System.Net.Mail.MailAddress System.Net.NetworkInformation.PhysicalAddress \
      System.Text.RegularExpressions.Regex System.Globalization.CultureInfo System.Numerics.BigInteger System.Security.SecureString System.Security.AccessControl.ObjectSecurity \
      System.Security.Cryptography.X509Certificates.X509Certificate System.Security.Cryptography.X509Certificates.X500DistinguishedName System.Xml.XmlDocument \
      Microsoft.Management.Infrastructure.CimInstance Microsoft.Management.Infrastructure.CimClass Microsoft.Management.Infrastructure.CimType \
      Microsoft.Management.Infrastructure.CimConverter Microsoft.Management.Infrastructure.CimSession System.DirectoryServices.DirectoryEntry \
      System.DirectoryServices.DirectorySearcher System.Management.ManagementClass System.Management.ManagementObject System.Management.ManagementObjectSearcher
      """)
    return all
  }()
}

extension ExecutionContext {
  /// Code compiled from now on looks at the mode.
  public func setLanguageMode(_ m: LanguageMode) {
    languageMode = m
    if m != .full { LanguageMode.isGuarded = true }
  }
  /// Whether a text speaks of language modes: what it sets concerns its own statements too.
  func noteLanguageMode(in text: String) {
    if !LanguageMode.isGuarded, text.mentions(["languagemode"]) { LanguageMode.isGuarded = true }
  }

  private func checkMember(_ name: String, of type: NetType, _ id: String, _ message: @autoclosure () -> String) throws {
    if languageMode != .constrained || name.equalsIgnoringCase("ToString") || LanguageMode.isCore(type) { return }
    throw TerminatingError(id, message(), .invalidOperation)
  }
  func checkCall(_ name: String, on v: Value) throws {
    if languageMode == .constrained, !v.isNull { try checkCall(name, of: TypeTable.typeOf(v.base)) }
  }
  func checkCall(_ name: String, of type: NetType) throws {
    if name.equalsIgnoringCase("new") { return try checkCreation(type) }
    try checkMember(name, of: type, "MethodInvocationNotSupportedInConstrainedLanguage", "Cannot invoke method. Method invocation is supported only on core types in this language mode.")
  }
  func checkSetting(_ name: String, of v: Value) throws {
    guard languageMode == .constrained, !v.isNull else { return }
    let type = if case .type(let t) = v.base { t } else { TypeTable.typeOf(v.base) }
    try checkMember(name, of: type, "PropertySetterNotSupportedInConstrainedLanguage", "Cannot set property. Property setting is supported only on core types in this language mode.")
  }
  private func checkCreation(_ t: NetType) throws {
    if languageMode != .constrained || LanguageMode.isCore(t) { return }
    throw TerminatingError("CannotCreateTypeConstrainedLanguage", "Cannot create type. Only core types are supported in this language mode.", .invalidOperation)
  }
  func checkConversion(_ v: Value, to t: NetType) throws {
    if languageMode != .constrained || t === TypeTable.object || LanguageMode.isCore(t) { return }
    if !v.isNull, t.isAssignable(from: TypeTable.typeOf(v.base)) { return }
    let message = "Cannot convert value to type \"\(t.fullName)\". Only core types are supported in this language mode."
    throw Conversion.castError("ConversionSupportedOnlyToCoreTypes", message)
  }
  /// New classes are refused where they are read.
  func checkDefinitions(_ ast: ScriptBlockAst) throws {
    guard languageMode == .constrained else { return }
    var all: [ParseError] = []
    func look(_ node: Ast) {
      if let d = node as? TypeDefinitionAst, d.typeKind == .class {
        let keyword = Extent(d.extent.source, Int(d.extent.start), Int(d.extent.start) + 5)
        all.append(ParseError(id: "ClassesNotAllowedInConstrainedLanguage", message: "Class keyword is not allowed in ConstrainedLanguage mode.", extent: keyword))
      }
      for child in node.children { look(child) }
    }
    look(ast)
    if !all.isEmpty { throw ExecutionContext.parseException(all) }
  }
  /// What a program or a person hands over as script.
  func checkHanded(_ ast: ScriptBlockAst) throws {
    switch languageMode {
    case .full, .constrained: break
    case .none:
      throw TerminatingError(
        "ScriptsNotAllowed", "The syntax is not supported by this runspace. This can occur if the runspace is in no-language mode.", .parserError,
        exception: "System.Management.Automation.ParseException")
    case .restricted:
      let errors = RestrictedLanguage.check(ast, commands: nil, variables: nil, environment: false)
      if !errors.isEmpty { throw ExecutionContext.parseException(errors) }
    }
  }
}

extension String {
  /// Whether one of some words, in lower case, stands in a text in any case.
  func mentions(_ words: [String]) -> Bool {
    var found = false
    utf8.withContiguousStorageIfAvailable { p in
      for word in words {
        let w = Array(word.utf8)
        var i = 0
        while !found, i + w.count <= p.count {
          if p[i] | 32 == w[0] {
            var k = 1
            while k < w.count, p[i + k] | 32 == w[k] || p[i + k] == w[k] { k += 1 }
            found = k == w.count
          }
          i += 1
        }
      }
    }
    return found
  }
}
