/// The type accelerators of PowerShell, one a line: short name, full name.
import Engine

extension NetTypes {
  static func registerAccelerators() {
    for line in acceleratorTable.tableLines {
      let words = line.tableWords
      if words.count == 2 { TypeTable.accelerate(words[0], words[1]) }
    }
    for n in ["IArgumentCompleter", "IValidateSetValuesGenerator", "IArgumentCompleterFactory", "IDynamicParameters", "IModuleAssemblyInitializer"] {
      TypeTable.register("System.Management.Automation." + n) { NetType("System.Management.Automation." + n, .interface) }
    }
    let full = "System.Management.Automation.TypeAccelerators"
    TypeTable.register(full) {
      NetType(full, base: TypeTable.object) { t in
        t.staticProperty("System.Collections.Generic.Dictionary[string,type] Get {get;}") { _ in
          let h = PSHash(.dictionary, caseSensitive: false)
          h.keyType = TypeTable.string
          h.valueType = TypeTable.get("System.Type")
          for line in acceleratorTable.tableLines {
            let words = line.tableWords
            if words.count == 2 { h.set(.str(words[0]), .type(TypeTable.get(words[1]))) }
          }
          h.set("pscustomobject", .type(TypeTable.psObject))
          for (name, type) in added { h.set(.str(name), .type(type)) }
          return .hash(h)
        }
        t.staticMethod("static void Add(string typeName, type type)") { a, _ in
          guard case .type(let type) = a.at(1).base else { throw nullArgument("type") }
          TypeTable.setAccelerator(a.string(0), type)
          added[a.string(0)] = type
          return .void
        }
        t.staticMethod("static bool Remove(string typeName)") { a, _ in
          guard let name = added.keys.first(where: { $0.lowercased() == a.string(0).lowercased() }) else { return .no }
          added[name] = nil
          TypeTable.setAccelerator(name, nil)
          return .yes
        }
      }
    }
    for line in attributeTable.tableLines {
      TypeTable.register(line) {
        guard line == "System.Attribute" else { return NetType(line, base: TypeTable.get("System.Attribute")) }
        return NetType(line, base: TypeTable.object) { t in t.property("System.Object TypeId {get;}") { v, _ in .type(TypeTable.typeOf(v)) } }
      }
    }
  }
}

/// Accelerators scripts added.
nonisolated(unsafe) private var added: [String: NetType] = [:]

private let attributeTable = """
System.Attribute
System.Management.Automation.CmdletAttribute
"""

private let acceleratorTable = """
Alias System.Management.Automation.AliasAttribute
AllowEmptyCollection System.Management.Automation.AllowEmptyCollectionAttribute
AllowEmptyString System.Management.Automation.AllowEmptyStringAttribute
AllowNull System.Management.Automation.AllowNullAttribute
ArgumentCompleter System.Management.Automation.ArgumentCompleterAttribute
ArgumentCompletions System.Management.Automation.ArgumentCompletionsAttribute
array System.Array
bigint System.Numerics.BigInteger
bool System.Boolean
byte System.Byte
char System.Char
cimclass Microsoft.Management.Infrastructure.CimClass
cimconverter Microsoft.Management.Infrastructure.CimConverter
ciminstance Microsoft.Management.Infrastructure.CimInstance
CimSession Microsoft.Management.Infrastructure.CimSession
cimtype Microsoft.Management.Infrastructure.CimType
CmdletBinding System.Management.Automation.CmdletBindingAttribute
cultureinfo System.Globalization.CultureInfo
datetime System.DateTime
decimal System.Decimal
double System.Double
DscLocalConfigurationManager System.Management.Automation.DscLocalConfigurationManagerAttribute
DscProperty System.Management.Automation.DscPropertyAttribute
DscResource System.Management.Automation.DscResourceAttribute
ExperimentAction System.Management.Automation.ExperimentAction
Experimental System.Management.Automation.ExperimentalAttribute
ExperimentalFeature System.Management.Automation.ExperimentalFeature
float System.Single
guid System.Guid
hashtable System.Collections.Hashtable
initialsessionstate System.Management.Automation.Runspaces.InitialSessionState
int System.Int32
int16 System.Int16
int32 System.Int32
int64 System.Int64
ipaddress System.Net.IPAddress
IPEndpoint System.Net.IPEndPoint
long System.Int64
mailaddress System.Net.Mail.MailAddress
NoRunspaceAffinity System.Management.Automation.Language.NoRunspaceAffinityAttribute
NullString System.Management.Automation.Language.NullString
ObjectSecurity System.Security.AccessControl.ObjectSecurity
ordered System.Collections.Specialized.OrderedDictionary
OutputType System.Management.Automation.OutputTypeAttribute
Parameter System.Management.Automation.ParameterAttribute
PhysicalAddress System.Net.NetworkInformation.PhysicalAddress
powershell System.Management.Automation.PowerShell
psaliasproperty System.Management.Automation.PSAliasProperty
pscredential System.Management.Automation.PSCredential
PSDefaultValue System.Management.Automation.PSDefaultValueAttribute
pslistmodifier System.Management.Automation.PSListModifier
psmoduleinfo System.Management.Automation.PSModuleInfo
psnoteproperty System.Management.Automation.PSNoteProperty
psobject System.Management.Automation.PSObject
psprimitivedictionary System.Management.Automation.PSPrimitiveDictionary
pspropertyexpression Microsoft.PowerShell.Commands.PSPropertyExpression
psscriptmethod System.Management.Automation.PSScriptMethod
psscriptproperty System.Management.Automation.PSScriptProperty
PSTypeNameAttribute System.Management.Automation.PSTypeNameAttribute
psvariable System.Management.Automation.PSVariable
psvariableproperty System.Management.Automation.PSVariableProperty
ref System.Management.Automation.PSReference
regex System.Text.RegularExpressions.Regex
runspace System.Management.Automation.Runspaces.Runspace
runspacefactory System.Management.Automation.Runspaces.RunspaceFactory
sbyte System.SByte
scriptblock System.Management.Automation.ScriptBlock
securestring System.Security.SecureString
semver System.Management.Automation.SemanticVersion
short System.Int16
single System.Single
string System.String
SupportsWildcards System.Management.Automation.SupportsWildcardsAttribute
switch System.Management.Automation.SwitchParameter
timespan System.TimeSpan
type System.Type
uint System.UInt32
uint16 System.UInt16
uint32 System.UInt32
uint64 System.UInt64
ulong System.UInt64
uri System.Uri
ushort System.UInt16
ValidateCount System.Management.Automation.ValidateCountAttribute
ValidateDrive System.Management.Automation.ValidateDriveAttribute
ValidateLength System.Management.Automation.ValidateLengthAttribute
ValidateNotNull System.Management.Automation.ValidateNotNullAttribute
ValidateNotNullOrEmpty System.Management.Automation.ValidateNotNullOrEmptyAttribute
ValidateNotNullOrWhiteSpace System.Management.Automation.ValidateNotNullOrWhiteSpaceAttribute
ValidatePattern System.Management.Automation.ValidatePatternAttribute
ValidateRange System.Management.Automation.ValidateRangeAttribute
ValidateScript System.Management.Automation.ValidateScriptAttribute
ValidateSet System.Management.Automation.ValidateSetAttribute
ValidateTrustedData System.Management.Automation.ValidateTrustedDataAttribute
ValidateUserDrive System.Management.Automation.ValidateUserDriveAttribute
version System.Version
void System.Void
WildcardPattern System.Management.Automation.WildcardPattern
X500DistinguishedName System.Security.Cryptography.X509Certificates.X500DistinguishedName
X509Certificate System.Security.Cryptography.X509Certificates.X509Certificate
xml System.Xml.XmlDocument
"""
