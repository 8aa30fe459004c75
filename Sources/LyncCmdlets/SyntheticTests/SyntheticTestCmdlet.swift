/// Synthetic transactions (`Test-CsRegistration`, `Test-CsIM` …): one implementation, parameters from `tests.txt`.
///
/// The file holds a cmdlet a block: noun and the Windows service that must run; then a line a parameter set (`*` = default)
/// with its parameters (`DescribedParameters`). A test calls nothing; it asks whether the pool,
/// the service and the users named could do what is tested. Failure is an object, not an error.
/// - Source: S11.
import Directory
import Engine
import Lync

struct SyntheticTestCmdlet {
  /// One cmdlet of the file.
  final class Definition {
    let noun: String
    let service: String
    var defaultSet: String?
    var parameters = DescribedParameters()

    init(_ header: [String]) {
      noun = header[0]
      service = header.count > 1 ? header[1] : "RTCSRV"
    }

    /// The mandatory parameters of the default set besides the pool, for an example.
    var needed: String {
      parameters.items.filter { item in item.name != "TargetFqdn" && item.sets.contains { ($0.mandatory ?? false) && ($0.name == defaultSet || defaultSet == nil) } }.map { item in
        switch item.type {
        case "cred": " -\(item.name) (Get-Credential)"
        case "switch": " -\(item.name)"
        default:
          " -\(item.name) "
            + (item.name.hasSuffix("SipAddress")
              ? "sip:pilar@contoso.com"
              : item.name.contains("Phone") ? "+14255550102" : item.name == "PIN" ? "18723" : item.type == "string" ? "sample@contoso.com" : "1")
        }
      }.joined()
    }

    func add(set line: Substring) {
      guard let bar = line.firstIndex(of: "|") else { return }
      var name = String(line[..<bar])
      if name.hasSuffix("*") {
        name.removeLast()
        defaultSet = name
      }
      parameters.add(set: name, line[line.index(after: bar)...])
    }
  }

  private static let definitions: [Definition] = {
    var found: [Definition] = []
    for line in (EmbeddedTests.text("tests") ?? "").split(separator: "\n") {
      if line.first == " " { found.last?.add(set: line.dropFirst()) } else { found.append(Definition(line.split(separator: "|").map(String.init))) }
    }
    return found
  }()

  private let definition: Definition
  private var parameters: [(name: String, parameter: Parameter<Value?>)] = []

  private init(_ definition: Definition) {
    self.definition = definition
    for item in definition.parameters.items {
      let help = SyntheticTestCmdlet.help(item.name)
      parameters.append((item.name, Parameter(item.name, in: item.sets, mandatory: false, aliases: item.aliases, type: DescribedParameters.typeName(item.type),
        fidelity: help == nil ? .inert : .faithful, help: help ?? "")))
    }
  }

  /// Nil = a parameter without effect.
  private static func help(_ name: String) -> String? {
    switch name {
    case "TargetFqdn": "The pool to test."
    case "PhoneOrExt": "The number or extension that somebody signs in with."
    case "PIN": "The PIN that goes with it; whether it is set and not locked is what is tested."
    case "OutLoggerVariable": "A variable that takes the log of the test; its methods ToHTML and ToXML give it as a page."
    case "OutVerboseVariable": "A variable that takes what the test did, line by line."
    default: name == "Receiver" || name.hasSuffix("SipAddress") ? "A user who takes part." : nil
    }
  }

  static func all() -> [CmdletInfo] {
    definitions.map { definition in
      let command = Command("Test", definition.noun, module: "Lync", errorType: "CsShell.Test" + definition.noun, defaultSet: definition.defaultSet,
        outputs: ["Microsoft.Rtc.SyntheticTransactions.TaskOutput"],
        synopsis: "Tests whether a pool could carry out this transaction.",
        description: "Nothing is called; the test asks whether a Front End Server of the pool runs the service, and whether the users named are enabled and homed.",
        examples: [("A pool", "Test-\(definition.noun) -TargetFqdn pool13.contoso.com\(definition.needed)")])
      return CmdletInfo(command) { SyntheticTestCmdlet(definition) }
    }
  }
}

enum AuthenticationMechanism: String, ParameterEnum {
  static let typeName = "Microsoft.Rtc.SyntheticTransactions.Common.AuthenticationMechanism"
  case trustedServer = "TrustedServer", negotiate = "Negotiate", clientCertificate = "ClientCertificate", liveId = "LiveID"
}

extension SyntheticTestCmdlet: Cmdlet {
  static var command: Command { Command("Test", "CsSynthetic", module: "Lync") }
  init() { self.init(Definition(["CsSynthetic"])) }

  mutating func process(_ shell: Invocation) throws {
    func text(_ parameter: Parameter<Value?>) -> String? {
      parameter.wrappedValue.flatMap { $0.isNull ? nil : Conversion.toString($0, shell.context) }
    }
    var test = SyntheticTest(service: definition.service), texts: [String: String] = [:]
    for (name, parameter) in parameters where parameter.projectedValue.isBound {
      guard let given = text(parameter) else { continue }
      texts[name] = given
      if name == "TargetFqdn" {
        test.pool = given
      } else if name == "Receiver" {
        test.receiver = given
      } else if name == "PhoneOrExt" {
        test.phone = given
      } else if name.hasSuffix("SipAddress") {
        test.users.append(given)
      }
    }
    try shell.get { world in
      let found = world.syntheticTest(test)
      try TestLog(cmdlet: shell.command.name, arguments: texts, found: found, shell.context).keep(log: texts["OutLoggerVariable"], lines: texts["OutVerboseVariable"], shell.context)
      return [found]
    }
  }
}
