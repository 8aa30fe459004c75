/// Names of .NET that sources mention and that are more than the shell's own tables hold: namespaces for `using`, and types
/// that stand in declarations of functions of Windows, in attributes and in signatures.
import Engine

enum KnownNames {
  static let namespaces: Set<String> = [
    "System.CodeDom.Compiler", "System.Collections.Concurrent", "System.Collections.Immutable", "System.ComponentModel.DataAnnotations",
    "System.Configuration.Assemblies", "System.Data.Common", "System.Diagnostics", "System.Diagnostics.CodeAnalysis", "System.Diagnostics.Contracts",
    "System.Drawing", "System.Dynamic", "System.Formats", "System.Globalization", "System.IO.Compression", "System.IO.MemoryMappedFiles", "System.IO.Pipes",
    "System.Linq", "System.Linq.Expressions", "System.Management.Automation.Host", "System.Management.Automation.Internal",
    "System.Management.Automation.Language", "System.Management.Automation.Provider", "System.Management.Automation.Remoting",
    "System.Management.Automation.Runspaces", "System.Net", "System.Net.Http.Headers", "System.Net.Mail", "System.Net.NetworkInformation",
    "System.Net.Security", "System.Net.Sockets",
    "System.Net.WebSockets", "System.Numerics", "System.Reflection", "System.Reflection.Emit", "System.Resources", "System.Runtime",
    "System.Runtime.CompilerServices", "System.Runtime.ConstrainedExecution", "System.Runtime.InteropServices", "System.Runtime.InteropServices.ComTypes",
    "System.Runtime.Remoting", "System.Runtime.Serialization", "System.Runtime.Versioning", "System.Security", "System.Security.AccessControl",
    "System.Security.Authentication", "System.Security.Claims", "System.Security.Cryptography", "System.Security.Cryptography.X509Certificates",
    "System.Security.Permissions",
    "System.Security.Principal", "System.Text.Encodings.Web", "System.Text.Json", "System.Text.Json.Serialization", "System.Text.RegularExpressions",
    "System.Threading", "System.Threading.Tasks", "System.Threading.Tasks.Dataflow", "System.Timers", "System.Transactions", "System.Web", "System.Windows",
    "System.Windows.Input", "System.Xml", "System.Xml.Linq", "System.Xml.Schema", "System.Xml.Serialization", "System.Xml.XPath", "System.Xml.Xsl",
    "Microsoft.CSharp", "Microsoft.CSharp.RuntimeBinder", "Microsoft.VisualBasic", "Microsoft.Win32", "Microsoft.Win32.SafeHandles"
  ]
  private static let attributes = """
    System: Serializable Flags Obsolete NonSerialized ThreadStatic CLSCompliant STAThread MTAThread AttributeUsage ParamArray
    System.Runtime.InteropServices: DllImport StructLayout MarshalAs FieldOffset ComVisible Guid ComImport InterfaceType In Out Optional PreserveSig UnmanagedFunctionPointer DefaultDllImportSearchPaths ClassInterface DispId CoClass ProgId TypeLibType
    System.ComponentModel: Description DefaultValue DisplayName Category Browsable EditorBrowsable TypeConverter
    System.Diagnostics: Conditional DebuggerDisplay DebuggerStepThrough DebuggerHidden DebuggerNonUserCode DebuggerBrowsable
    System.Diagnostics.CodeAnalysis: SuppressMessage ExcludeFromCodeCoverage NotNull MaybeNull AllowNull NotNullWhen
    System.Runtime.CompilerServices: MethodImpl CallerMemberName CallerFilePath CallerLineNumber CompilerGenerated InternalsVisibleTo Extension
    System.Runtime.Serialization: DataContract DataMember
    System.Runtime.ConstrainedExecution: ReliabilityContract
    System.Runtime.Versioning: SupportedOSPlatform
    System.Security: SuppressUnmanagedCodeSecurity SecurityCritical SecuritySafeCritical
    System.Reflection: AssemblyVersion AssemblyTitle AssemblyFileVersion DefaultMember
    System.Xml.Serialization: XmlRoot XmlElement XmlAttribute XmlIgnore XmlArray XmlArrayItem XmlType
    System.Text.Json.Serialization: JsonPropertyName JsonIgnore
    System.Management.Automation: Cmdlet Parameter Alias OutputType ValidateNotNull ValidateNotNullOrEmpty ValidateSet ValidateRange ValidatePattern ValidateLength ValidateCount ValidateScript AllowNull AllowEmptyString AllowEmptyCollection SupportsWildcards ArgumentCompleter ArgumentCompletions Credential Hidden DynamicClassImplementationAssembly CmdletBinding Experimental ArgumentTransformation ValidateArguments ValidateEnumeratedArguments
    System.Management.Automation.Provider: CmdletProvider
    """
  private static let enums = """
    System.Runtime.InteropServices.CharSet None=1 Ansi Unicode Auto
    System.Runtime.InteropServices.CallingConvention Winapi=1 Cdecl StdCall ThisCall FastCall
    System.Runtime.InteropServices.LayoutKind Sequential Extended Explicit Auto
    System.Runtime.InteropServices.UnmanagedType Bool=2 I1 U1 I2 U2 I4 U4 I8 U8 R4 R8 Currency=15 BStr=19 LPStr LPWStr LPTStr ByValTStr IUnknown=25 IDispatch Struct Interface SafeArray ByValArray SysInt SysUInt VBByRefStr=34 AnsiBStr TBStr VariantBool FunctionPtr AsAny=40 LPArray=42 LPStruct CustomMarshaler Error IInspectable HString LPUTF8Str
    System.Runtime.InteropServices.ComInterfaceType InterfaceIsDual InterfaceIsIUnknown InterfaceIsIDispatch InterfaceIsIInspectable
    System.Runtime.InteropServices.GCHandleType Weak WeakTrackResurrection Normal Pinned
    System.Runtime.InteropServices.ClassInterfaceType None AutoDispatch AutoDual
    System.Runtime.ConstrainedExecution.Consistency MayCorruptProcess MayCorruptAppDomain MayCorruptInstance WillNotCorruptState
    System.Runtime.ConstrainedExecution.Cer None MayFail Success
    System.Runtime.CompilerServices.MethodImplOptions None=0 NoInlining=8 Synchronized=32 PreserveSig=128 AggressiveInlining=256 AggressiveOptimization=512
    System.ComponentModel.EditorBrowsableState Always Never Advanced
    System.Management.Automation.Provider.ProviderCapabilities None=0 Include=1 Exclude=2 Filter=4 ExpandWildcards=8 ShouldProcess=16 Credentials=32 Transactions=64
    System.Security.AccessControl.AccessControlType Allow Deny
    """
  private static let classes = """
    System.MarshalByRefObject System.AsyncCallback System.IAsyncResult System.Attribute System.Net.ServicePoint System.Net.WebRequest System.Net.HttpWebRequest System.Net.WebResponse System.Security.Cryptography.X509Certificates.X509Certificate
    System.Security.Cryptography.X509Certificates.X509Certificate2 System.Security.Cryptography.X509Certificates.X509Chain System.Net.Security.RemoteCertificateValidationCallback System.Runtime.InteropServices.SafeHandle System.Runtime.InteropServices.HandleRef
    System.Runtime.InteropServices.GCHandle System.Runtime.InteropServices.ComTypes.FILETIME System.Runtime.InteropServices.Marshal System.Runtime.InteropServices.RuntimeInformation Microsoft.Win32.SafeHandles.SafeFileHandle Microsoft.Win32.SafeHandles.SafeHandleZeroOrMinusOneIsInvalid Microsoft.Win32.SafeHandles.SafeWaitHandle
    System.Text.StringBuilder System.Dynamic.DynamicObject System.Dynamic.ExpandoObject System.Dynamic.GetMemberBinder System.Dynamic.SetMemberBinder System.Dynamic.InvokeMemberBinder System.Drawing.Point System.Drawing.Rectangle System.Drawing.Size System.Drawing.Color System.Management.Automation.Provider.CmdletProvider
    System.Management.Automation.Provider.ContainerCmdletProvider System.Management.Automation.Provider.NavigationCmdletProvider System.Management.Automation.Provider.ItemCmdletProvider System.Management.Automation.Provider.DriveCmdletProvider System.Management.Automation.EngineIntrinsics
    System.Management.Automation.ArgumentTransformationAttribute System.Management.Automation.ValidateArgumentsAttribute System.Management.Automation.ValidateEnumeratedArgumentsAttribute System.Management.Automation.PSTypeConverter System.Management.Automation.Host.PSHost System.Management.Automation.Host.PSHostUserInterface System.Management.Automation.Host.PSHostRawUserInterface
    System.Management.Automation.PSDriveInfo System.Management.Automation.ProviderInfo System.Management.Automation.Remoting.PSSessionConfiguration System.Management.Automation.Remoting.PSSenderInfo System.Management.Automation.Runspaces.Runspace System.Management.Automation.Runspaces.InitialSessionState
    System.Management.Automation.VerbsCommon System.Management.Automation.VerbsCommunications System.Management.Automation.VerbsData System.Management.Automation.VerbsDiagnostic System.Management.Automation.VerbsLifecycle System.Management.Automation.VerbsOther System.Management.Automation.VerbsSecurity
    System.Collections.Generic.IEnumerable System.IFormatProvider System.ICustomFormatter System.Runtime.Serialization.ISerializable System.Runtime.Serialization.SerializationInfo System.Runtime.Serialization.StreamingContext System.Collections.IEnumerator System.Collections.IComparer
    """
  /// Attributes by full name, with the ending.
  static let attributeNames: [String: Bool] = {
    var all: [String: Bool] = [:]
    for line in attributes.split(separator: "\n") {
      let halves = line.split(separator: ":", maxSplits: 1).map { Lexer.trim($0) }
      guard halves.count == 2 else { continue }
      for n in halves[1].split(separator: " ") { all["\(halves[0]).\(n)Attribute"] = true }
    }
    return all
  }()
  private static let enumTexts: [String: Substring] = Dictionary(
    uniqueKeysWithValues: enums.split(separator: "\n").map { l in
      let t = l.drop { $0 == " " }; return (String(t.prefix { $0 != " " }), t)
    })
  private static let classNames: Set<String> = Set(classes.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))

  /// Asking the shell's table for a word of a script nobody knows is wasted effort: names with a dot only.
  static func mayExist(_ full: String) -> Bool { !full.hasPrefix(".") && !full.hasSuffix(".") }
  /// A type the shell has no members of.
  static func type(_ full: String) -> NetType? {
    if let line = enumTexts[full] {
      let t = NetType(full, .enum, base: TypeTable.enumType)
      var members: [(String, Int64)] = [], next: Int64 = 0
      for w in line.split(separator: " ").dropFirst() {
        let parts = w.split(separator: "=")
        if parts.count == 2, let n = Int64(parts[1]) { next = n }
        members.append((String(parts[0]), next))
        next += 1
      }
      t.enumeration = EnumInfo(members)
      TypeTable.define(t)
      return t
    }
    if attributeNames[full] != nil { return TypeTable.get(full) }
    return classNames.contains(full) ? TypeTable.get(full) : nil
  }
}
